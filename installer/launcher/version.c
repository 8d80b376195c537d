/* versions/<version>/version.txt: what is started, and every file with its size. It is written last. */
#include "launcher.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char first_line[] = "cert-assistant version 1";

static bool is_inside(const char *path)
{
    return path[0] != 0 && path[0] != '/' && strstr(path, "..") == NULL && strpbrk(path, ":\\") == NULL;
}

/* A file that is named is there in its whole length. */
static bool is_there(const char *folder, char *said)
{
    char path[PATH_SIZE], *name = NULL;
    long long size = strtoll(said, &name, 10);
    if (name == said || *name++ != ' ' || !is_inside(name))
        return false;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return size_of_file(path) == (int64_t)size;
}

/* An update brings no launcher, so one from today meets versions of later years: words that it does not know are
   theirs. */
static bool take_word(struct command *command, const char *kind, const char *value)
{
    bool is_path = strcmp(kind, "path") == 0;
    if (strcmp(kind, "program") == 0) {
        command->program = value;
        return is_inside(value);
    }
    if (!is_path && strcmp(kind, "argument") != 0)
        return true;
    if (command->count == 8)
        return false;
    command->is_path[command->count] = is_path;
    command->arguments[command->count++] = value;
    return !is_path || is_inside(value);
}

static bool take_line(const char *folder, struct version *version, char *line)
{
    char *value = strchr(line, ' ');
    if (value == NULL)
        return false;
    *value++ = 0;
    if (strcmp(line, "file") == 0)
        return is_there(folder, value);
    if (strncmp(line, "console-", 8) == 0)
        return take_word(&version->console, line + 8, value);
    return take_word(&version->product, line, value);
}

static bool is_whole(const char *folder, struct version *version)
{
    char *line = strtok(version->text, "\r\n");
    if (line == NULL || strcmp(line, first_line) != 0)
        return false;
    while ((line = strtok(NULL, "\r\n")) != NULL) {
        if (strcmp(line, "end") == 0)
            return version->product.program != NULL;
        if (!take_line(folder, version, line))
            return false;
    }
    return false;
}

/* false if the folder is not complete. After true the caller frees `text`. */
bool read_version(const char *folder, struct version *version)
{
    char path[PATH_SIZE];
    memset(version, 0, sizeof *version);
    snprintf(path, sizeof path, "%s/version.txt", folder);
    version->text = read_text(path);
    if (version->text == NULL)
        return false;
    if (is_whole(folder, version))
        return true;
    free(version->text);
    return false;
}

bool is_usable(const char *root, const char *name)
{
    char folder[PATH_SIZE];
    struct version version;
    if (!is_name(name))
        return false;
    snprintf(folder, sizeof folder, "%s/versions/%s", root, name);
    if (!read_version(folder, &version))
        return false;
    free(version.text);
    return true;
}
