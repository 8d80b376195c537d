/* The launcher starts the version of the product that is current, and goes back to the one before if it never works.
   docs/architecture.md ("Versions") says what the files mean. All texts are UTF-8, all paths have slashes. */
#ifndef LAUNCHER_H
#define LAUNCHER_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { NAME_SIZE = 32, PATH_SIZE = 2048, MOST_ARGUMENTS = 16000 };
/* What the product ends with if it is to be started again. src/main/versions/layout.ts has the same number. */
enum { START_AGAIN = 75, CANNOT_START = 2, BUSY = 5, NOT_WRITTEN = 7 };

struct state {
    char current[NAME_SIZE];
    char before[NAME_SIZE]; /* empty if there is none to go back to */
    int starts;             /* of a current one that has not been ready yet */
    bool ready;
    char back[NAME_SIZE]; /* the version that was tried and taken back; empty if there is none */
    char reason[NAME_SIZE];
};

/* A program of a version, and the arguments that it always gets. */
struct command {
    const char *program; /* NULL if the version has none */
    const char *arguments[8];
    bool is_path[8]; /* such an argument lies in the version's folder */
    int count;
};

/* What a version folder says about itself. Everything points into `text`. */
struct version {
    char *text;
    struct command product;
    struct command console; /* for terminals, programs and browsers */
};

/* state.c */
bool is_name(const char *text);
bool read_state(const char *root, struct state *state);
bool write_state(const char *root, const struct state *state);

/* version.c */
bool read_version(const char *folder, struct version *version);
bool is_usable(const char *root, const char *name);

/* choice.c */
bool choose(const char *root, struct state *state);

/* posix.c, windows.c */
void own_folder(char *into, size_t size);
char *read_text(const char *path); /* of a plain file; NULL if there is none. The caller frees it. */
bool replace_text(const char *path, const char *text); /* as a whole, and on the disk */
int64_t size_of_file(const char *path);                /* -1 if it is no plain file */
bool rename_folder(const char *from, const char *to);
void each_name(const char *folder, void (*see)(const char *name, void *with), void *with);
bool take_lock(const char *path, int milliseconds); /* holds it until this process ends */
void mark_launched(void);
int run_program(const char *program, const char *const *arguments);
void tell_incomplete(void);
int launch(int count, const char *const *arguments);
int launch_console(int count, const char *const *arguments);

/* The launcher is built twice: once without a window or a terminal, and once for terminals and pipes. */
#ifdef CONSOLE
#define LAUNCH launch_console
#else
#define LAUNCH launch
#endif

#endif
