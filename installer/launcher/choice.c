/* Which version is started. */
#include "launcher.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_STARTS = 2 };

static void go_back(struct state *state, const char *reason)
{
    strcpy(state->back, state->current);
    snprintf(state->reason, sizeof state->reason, "%s", reason);
    strcpy(state->current, state->before);
    state->before[0] = 0;
    state->starts = 0;
    /* It has been ready before. */
    state->ready = true;
}

/* An installer that was stopped between its last two renames has left the version complete under its other name. */
static bool mend(const char *root, const char *name)
{
    char from[PATH_SIZE], to[PATH_SIZE];
    struct version version;
    snprintf(from, sizeof from, "%s/versions/.new-%s", root, name);
    snprintf(to, sizeof to, "%s/versions/%s", root, name);
    if (!is_name(name) || !read_version(from, &version))
        return false;
    free(version.text);
    return rename_folder(from, to);
}

static bool is_newer(const char *one, const char *other)
{
    while (*one != 0 && *other != 0) {
        char *after_one, *after_other;
        long left = strtol(one, &after_one, 10), right = strtol(other, &after_other, 10);
        if (left != right)
            return left > right;
        one = *after_one == '.' ? after_one + 1 : after_one;
        other = *after_other == '.' ? after_other + 1 : after_other;
    }
    return *one != 0;
}

struct search {
    const char *root;
    struct state *state;
};

static void see(const char *name, void *with)
{
    struct search *search = with;
    struct state *state = search->state;
    if (strcmp(name, state->back) == 0 || !is_usable(search->root, name))
        return;
    if (state->current[0] == 0 || is_newer(name, state->current)) {
        strcpy(state->before, state->current);
        strcpy(state->current, name);
    } else if (state->before[0] == 0 || is_newer(name, state->before))
        strcpy(state->before, name);
}

/* The file that names the current one is lost, or nothing that it names is there: the newest that is complete. */
static bool search_any(const char *root, struct state *state)
{
    char folder[PATH_SIZE];
    struct search search = {root, state};
    state->current[0] = 0;
    state->before[0] = 0;
    state->starts = 0;
    state->ready = false;
    snprintf(folder, sizeof folder, "%s/versions", root);
    each_name(folder, see, &search);
    if (state->current[0] == 0) {
        /* Better one that did not work than none. */
        state->back[0] = 0;
        each_name(folder, see, &search);
    }
    return state->current[0] != 0;
}

bool choose(const char *root, struct state *state)
{
    if (!read_state(root, state))
        return search_any(root, state);
    bool can_go_back = is_usable(root, state->before);
    if (!state->ready && state->starts >= MOST_STARTS && can_go_back)
        go_back(state, "not-ready");
    else if (!is_usable(root, state->current) && !mend(root, state->current)) {
        if (!can_go_back)
            return search_any(root, state);
        go_back(state, "damaged");
    }
    return true;
}
