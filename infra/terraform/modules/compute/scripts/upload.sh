# Puts the dump and its checksum under today's date. Runs in the image of AWS's command line.
set -eu
day="$(date -u +%Y/%m/%d)"
cd /dump
sha256sum rupaya.dump >rupaya.dump.sha256
aws s3 cp --only-show-errors rupaya.dump "$TARGET/$day/rupaya.dump"
aws s3 cp --only-show-errors rupaya.dump.sha256 "$TARGET/$day/rupaya.dump.sha256"
echo "dumped $(stat -c %s rupaya.dump) bytes to $TARGET/$day"
