# elsewhere FOLDER COMMAND...
#
# Runs the command in a copy of the folder that is not below this project, so
# that neither its compile database nor its configuration is found from there.

Folder=$(mktemp -d) || exit 1
trap 'rm -rf "$Folder"' EXIT
cp -R "$1/." "$Folder" || exit 1
shift
cd "$Folder" || exit 1
"$@"
