"""What incron starts for each closed file."""
import sys

import work

work.carry(sys.argv[1])
