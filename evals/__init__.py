"""Cases, metrics and benchmarks: the reason to believe the assistant."""
