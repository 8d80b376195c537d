#define _GNU_SOURCE
#include "launcher.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_BYTES = 4 * 1024 * 1024 };

static pid_t child;

void own_folder(char *into, size_t size)
{
    ssize_t length = readlink("/proc/self/exe", into, size - 1);
    into[length > 0 ? length : 0] = 0;
    char *end = strrchr(into, '/');
    if (end != NULL)
        *end = 0;
}

int64_t size_of_file(const char *path)
{
    struct stat facts;
    return stat(path, &facts) == 0 && S_ISREG(facts.st_mode) ? (int64_t)facts.st_size : -1;
}

char *read_text(const char *path)
{
    int64_t size = size_of_file(path);
    char *text = size < 0 || size > MOST_BYTES ? NULL : calloc(1, (size_t)size + 1);
    int file = text == NULL ? -1 : open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0 || read(file, text, (size_t)size) != size) {
        free(text);
        text = NULL;
    }
    if (file >= 0)
        close(file);
    return text;
}

bool replace_text(const char *path, const char *text)
{
    char beside[PATH_SIZE + 32], folder[PATH_SIZE];
    size_t length = strlen(text);
    snprintf(beside, sizeof beside, "%s.%ld.tmp", path, (long)getpid());
    int file = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0)
        return false;
    bool written = write(file, text, length) == (ssize_t)length && fsync(file) == 0;
    if (close(file) != 0 || !written || rename(beside, path) != 0) {
        unlink(beside);
        return false;
    }
    snprintf(folder, sizeof folder, "%s", path);
    *strrchr(folder, '/') = 0;
    file = open(folder, O_RDONLY | O_CLOEXEC);
    if (file >= 0) {
        fsync(file);
        close(file);
    }
    return true;
}

bool rename_folder(const char *from, const char *to)
{
    return rename(from, to) == 0;
}

void each_name(const char *folder, void (*see)(const char *name, void *with), void *with)
{
    DIR *open_folder = opendir(folder);
    if (open_folder == NULL)
        return;
    for (struct dirent *entry; (entry = readdir(open_folder)) != NULL;)
        see(entry->d_name, with);
    closedir(open_folder);
}

bool take_lock(const char *path, int milliseconds)
{
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    /* Where nothing may be written, nothing is counted either. */
    for (int waited = 0; file >= 0; waited += 50) {
        if (flock(file, LOCK_EX | LOCK_NB) == 0)
            return true;
        if (waited >= milliseconds)
            break;
        usleep(50000);
    }
    return false;
}

void mark_launched(void)
{
    setenv("CERT_ASSISTANT_LAUNCHED", "1", 1);
}

static void pass_on(int signal_number)
{
    if (child > 0)
        kill(child, signal_number);
}

int run_program(const char *program, const char *const *arguments)
{
    const int passed[] = {SIGTERM, SIGINT, SIGHUP};
    int status;
    for (size_t n = 0; n < sizeof passed / sizeof *passed; n++)
        signal(passed[n], pass_on);
    child = fork();
    if (child < 0)
        return CANNOT_START;
    if (child == 0) {
        execv(program, (char *const *)arguments);
        _exit(CANNOT_START);
    }
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return CANNOT_START;
    child = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void tell_incomplete(void)
{
    fputs("证书助手的程序文件不完整，请重新安装。软证书和数据都在。\n"
          "The program files of Certificate Assistant are not complete. Install it again; your data is all there.\n",
          stderr);
}

int main(int count, char **arguments)
{
    return LAUNCH(count - 1, (const char *const *)arguments + 1);
}
