"""What things cost, as ratios within one run: no figure here depends on how fast the machine is."""
