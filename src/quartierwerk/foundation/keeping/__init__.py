"""What whoever runs the programme must know of it: is it alive, what waits, what failed, when was it last kept and checked."""
