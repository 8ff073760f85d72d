"""What a person should look at before trusting a reading: what the nets found, in words."""
