# exits CODE COMMAND...
#
# Runs the command, and succeeds where it exits with CODE.

Wanted=$1
shift
"$@"
Code=$?
if [ "$Code" -ne "$Wanted" ]; then
  echo "exit code $Code instead of $Wanted: $*" >&2
  exit 1
fi
