"""The families of checks, in the order a reader should know them."""
