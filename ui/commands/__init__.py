"""The commands of the terminal, a module for each group of them: they parse, call and print; heavy imports happen inside the command that needs them."""
