"""Rule profiles as data: what every procedure under one legal regime shares, one YAML file each."""
