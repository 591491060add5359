"""What the program costs, as ratios to the least that the same work can cost: `python -m tests.benchmarks [NAME…]`."""
