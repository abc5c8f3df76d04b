"""`eddytui fields`: custom fields, and what may be chosen in them."""
