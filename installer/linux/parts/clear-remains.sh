# An rpm that was killed leaves files under the name that it unpacks them to: the real name, a semicolon and eight digits.
# Nobody else takes them away.
clear_remains() {
    find '@FOLDER@' ! -type d -name '*;????????' -exec rm -f {} + 2>/dev/null || true
    for path in @OUTSIDE@; do
        rm -f "$path;"???????? || true
    done
}
