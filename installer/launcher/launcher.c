#include "launcher.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_among(const char *const *arguments, int count, const char *wanted)
{
    for (int n = 0; n < count; n++)
        if (strcmp(arguments[n], wanted) == 0)
            return true;
    return false;
}

static bool takes_value(const char *argument)
{
    return strcmp(argument, "--home") == 0 || strcmp(argument, "--port") == 0 ||
           strcmp(argument, "--captcha-answer") == 0;
}

/* The person asked for the new version, so it shows itself; what was to be opened was opened. */
static int for_next_time(const char **arguments, int count)
{
    int kept = 0;
    for (int n = 0; n < count; n++) {
        bool is_value = n > 0 && takes_value(arguments[n - 1]);
        bool is_option = strncmp(arguments[n], "--", 2) == 0 && strcmp(arguments[n], "--hidden") != 0;
        if (is_value || is_option)
            arguments[kept++] = arguments[n];
    }
    return kept;
}

static int start(const char *root, const char *name, bool console, const char *const *arguments, int count)
{
    static char folder[PATH_SIZE], program[PATH_SIZE], paths[8][PATH_SIZE];
    static const char *all[MOST_ARGUMENTS + 10];
    struct version version;
    const struct command *command = console ? &version.console : &version.product;
    int at = 0, code;
    snprintf(folder, sizeof folder, "%s/versions/%s", root, name);
    if (!read_version(folder, &version))
        return CANNOT_START;
    if (command->program == NULL) {
        free(version.text);
        return CANNOT_START;
    }
    snprintf(program, sizeof program, "%s/%s", folder, command->program);
    all[at++] = program;
    for (int n = 0; n < command->count; n++) {
        snprintf(paths[n], sizeof paths[n], "%s/%s", folder, command->arguments[n]);
        all[at++] = command->is_path[n] ? paths[n] : command->arguments[n];
    }
    for (int n = 0; n < count && n < MOST_ARGUMENTS; n++)
        all[at++] = arguments[n];
    all[at] = NULL;
    code = run_program(program, all);
    free(version.text);
    return code;
}

/* A start that only speaks to the running product, or that another launcher stands behind, decides nothing. */
static int start_beside(const char *root, const char *const *arguments, int count)
{
    struct state state;
    if (!choose(root, &state)) {
        /* Where nothing can start, nothing runs that could be ended. */
        if (is_among(arguments, count, "--quit"))
            return 0;
        tell_incomplete();
        return CANNOT_START;
    }
    return start(root, state.current, false, arguments, count);
}

static bool is_written(const char *root, const struct state *state)
{
    struct state written;
    return read_state(root, &written) && strcmp(written.current, state->current) == 0;
}

static int start_and_count(const char *root, const char **arguments, int count)
{
    int code;
    do {
        struct state state;
        if (!choose(root, &state)) {
            tell_incomplete();
            return CANNOT_START;
        }
        if (!state.ready)
            state.starts++;
        /* On a full disk nothing is counted, but the product starts. */
        if (!state.ready || !is_written(root, &state))
            write_state(root, &state);
        mark_launched();
        code = start(root, state.current, false, arguments, count);
        count = for_next_time(arguments, count);
    } while (code == START_AGAIN);
    return code;
}

/* For the installer: --put-in-place VERSION [--tried]. One that counts as tried is not gone back from. */
static int put_in_place(const char *root, const char *name, bool tried)
{
    struct state state, next = {0};
    if (!is_usable(root, name))
        return NOT_WRITTEN;
    strcpy(next.current, name);
    next.ready = tried;
    if (read_state(root, &state)) {
        const char *before = strcmp(state.current, name) == 0 ? state.before : state.current;
        if (!tried && strcmp(before, name) != 0 && is_usable(root, before))
            strcpy(next.before, before);
    }
    return write_state(root, &next) ? 0 : NOT_WRITTEN;
}

int launch(int count, const char *const *given)
{
    static char root[PATH_SIZE], lock[PATH_SIZE + 16];
    static const char *arguments[MOST_ARGUMENTS];
    own_folder(root, sizeof root);
    snprintf(lock, sizeof lock, "%s/versions/lock", root);
    if (count > MOST_ARGUMENTS)
        count = MOST_ARGUMENTS;
    for (int n = 0; n < count; n++)
        arguments[n] = given[n];
    if (count >= 2 && strcmp(arguments[0], "--put-in-place") == 0) {
        if (!take_lock(lock, 10000))
            return BUSY;
        return put_in_place(root, arguments[1], is_among(arguments, count, "--tried"));
    }
    if (is_among(arguments, count, "--quit") || is_among(arguments, count, "--extension-host") ||
        !take_lock(lock, 0))
        return start_beside(root, arguments, count);
    return start_and_count(root, arguments, count);
}

/* The console program of the current version. It decides nothing, so it takes no lock and counts nothing. */
int launch_console(int count, const char *const *arguments)
{
    static char root[PATH_SIZE];
    struct state state;
    own_folder(root, sizeof root);
    if (count > MOST_ARGUMENTS || !choose(root, &state)) {
        tell_incomplete();
        return CANNOT_START;
    }
    return start(root, state.current, true, arguments, count);
}
