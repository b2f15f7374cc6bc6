# closed-output COMMAND...
#
# Runs the command with its standard output closed.

exec "$@" >&-
