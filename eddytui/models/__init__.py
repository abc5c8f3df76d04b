"""What the server means: records tolerant of the wire, and plain values. No I/O, no clock."""
