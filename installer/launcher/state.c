/* versions/state: one line for each fact, replaced as a whole. The product writes it, too. */
#include "launcher.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A version is the name of a folder, so it is digits and dots and nothing else. */
bool is_name(const char *text)
{
    size_t length = strlen(text);
    return length > 0 && length < NAME_SIZE && text[0] != '.' && strspn(text, "0123456789.") == length;
}

static void take_name(char *into, const char *value)
{
    if (is_name(value))
        strcpy(into, value);
}

static void take_line(struct state *state, char *line)
{
    char *value = strchr(line, ' ');
    if (value == NULL)
        return;
    *value++ = 0;
    if (strcmp(line, "current") == 0)
        take_name(state->current, value);
    else if (strcmp(line, "before") == 0)
        take_name(state->before, value);
    else if (strcmp(line, "starts") == 0)
        state->starts = atoi(value);
    else if (strcmp(line, "ready") == 0)
        state->ready = strcmp(value, "yes") == 0;
    else if (strcmp(line, "back") == 0) {
        char *reason = strchr(value, ' ');
        if (reason == NULL)
            return;
        *reason++ = 0;
        take_name(state->back, value);
        snprintf(state->reason, sizeof state->reason, "%s", reason);
    }
}

bool read_state(const char *root, struct state *state)
{
    char path[PATH_SIZE];
    char *text;
    memset(state, 0, sizeof *state);
    snprintf(path, sizeof path, "%s/versions/state", root);
    text = read_text(path);
    if (text == NULL)
        return false;
    for (char *line = strtok(text, "\r\n"); line != NULL; line = strtok(NULL, "\r\n"))
        take_line(state, line);
    free(text);
    return state->current[0] != 0;
}

bool write_state(const char *root, const struct state *state)
{
    char path[PATH_SIZE], text[8 * NAME_SIZE] = "";
    size_t at = (size_t)snprintf(text, sizeof text, "current %s\nready %s\nstarts %d\n", state->current,
                                 state->ready ? "yes" : "no", state->starts);
    if (state->before[0] != 0)
        at += (size_t)snprintf(text + at, sizeof text - at, "before %s\n", state->before);
    if (state->back[0] != 0)
        snprintf(text + at, sizeof text - at, "back %s %s\n", state->back, state->reason);
    snprintf(path, sizeof path, "%s/versions/state", root);
    return replace_text(path, text);
}
