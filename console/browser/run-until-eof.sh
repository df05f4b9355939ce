#!/bin/sh
# Usage: run-until-eof.sh DIRECTORY COMMAND [ARGUMENT]...
#
# Runs the command until standard input ends, then stops it and removes the directory. Standard
# input is a pipe: it ends however the process at its other end ends, so nothing is left behind
# when that process is interrupted or killed.
directory=$1
shift
trap : HUP INT TERM
"$@" </dev/null &
# the command's output ends when the command does
exec >&- 2>&-
read -r _
kill $!
wait
rm -rf "$directory"
