# A program whose files change under it breaks, so the product is asked to end, as 退出 in its menu does. What has begun
# goes on after the next start. The data of the people is not touched.
program='@PROGRAM@'

is_ours() {
    case "$(readlink "/proc/$1/exe" 2>/dev/null)" in
        "$program" | "$program (deleted)") return 0 ;;
    esac
    return 1
}

# The processes of the product that none of its own has started; these end their children themselves.
running() {
    for folder in /proc/[0-9]*; do
        process=${folder#/proc/}
        is_ours "$process" || continue
        parent=$(sed -n 's/^PPid:[[:space:]]*//p' "$folder/status" 2>/dev/null) || continue
        is_ours "$parent" || echo "$process"
    done
}

end_product() {
    for process in $(running); do
        kill -TERM "$process" 2>/dev/null || true
    done
    patience=15
    while [ -n "$(running)" ] && [ "$patience" -gt 0 ]; do
        sleep 1
        patience=$((patience - 1))
    done
}
