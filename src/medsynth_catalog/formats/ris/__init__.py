"""RIS, for reference managers and screening tools. Tags as the RIS format specification of 2011 has them."""
