"""The pages of the web app, a module each with `show()`. Not called `pages`: Streamlit runs the files of a folder of that name by itself."""
