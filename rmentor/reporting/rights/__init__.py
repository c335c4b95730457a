"""What a participant is handed who asks what is kept about them."""
