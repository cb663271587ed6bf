"""What meetings give away as files: papers for print, workbooks."""
