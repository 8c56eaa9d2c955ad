"""Adapters of third-party engines to the ports; each imports its library when it is made, not before."""
