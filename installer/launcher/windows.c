#include "launcher.h"
#include <windows.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_BYTES = 4 * 1024 * 1024, LONGEST_LINE = 32767 };

static void to_wide(const char *text, wchar_t *into, int size)
{
    if (MultiByteToWideChar(CP_UTF8, 0, text, -1, into, size) == 0)
        into[0] = 0;
}

static void wide_path(const char *path, wchar_t *into)
{
    to_wide(path, into, PATH_SIZE);
    for (; *into != 0; into++)
        if (*into == L'/')
            *into = L'\\';
}

static void to_text(const wchar_t *wide, char *into, int size)
{
    if (WideCharToMultiByte(CP_UTF8, 0, wide, -1, into, size, NULL, NULL) == 0)
        into[0] = 0;
}

void own_folder(char *into, size_t size)
{
    wchar_t path[PATH_SIZE] = L"";
    GetModuleFileNameW(NULL, path, PATH_SIZE - 1);
    wchar_t *end = wcsrchr(path, L'\\');
    if (end != NULL)
        *end = 0;
    to_text(path, into, (int)size);
    for (; *into != 0; into++)
        if (*into == '\\')
            *into = '/';
}

int64_t size_of_file(const char *path)
{
    wchar_t wide[PATH_SIZE];
    WIN32_FILE_ATTRIBUTE_DATA facts;
    wide_path(path, wide);
    if (!GetFileAttributesExW(wide, GetFileExInfoStandard, &facts) ||
        (facts.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0)
        return -1;
    return (int64_t)facts.nFileSizeHigh << 32 | facts.nFileSizeLow;
}

char *read_text(const char *path)
{
    wchar_t wide[PATH_SIZE];
    int64_t size = size_of_file(path);
    DWORD got = 0;
    char *text = size < 0 || size > MOST_BYTES ? NULL : calloc(1, (size_t)size + 1);
    if (text == NULL)
        return NULL;
    wide_path(path, wide);
    HANDLE file = CreateFileW(wide, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL,
                              OPEN_EXISTING, 0, NULL);
    bool read = file != INVALID_HANDLE_VALUE && ReadFile(file, text, (DWORD)size, &got, NULL) && got == (DWORD)size;
    if (file != INVALID_HANDLE_VALUE)
        CloseHandle(file);
    if (read)
        return text;
    free(text);
    return NULL;
}

static bool write_whole(const wchar_t *path, const char *text)
{
    DWORD length = (DWORD)strlen(text), put = 0;
    HANDLE file = CreateFileW(path, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
    if (file == INVALID_HANDLE_VALUE)
        return false;
    bool written = WriteFile(file, text, length, &put, NULL) && put == length && FlushFileBuffers(file);
    CloseHandle(file);
    return written;
}

/* A scanner has a new file open for a moment, and until then it cannot be renamed. */
static bool patient_move(const wchar_t *from, const wchar_t *to)
{
    for (int tries = 0; tries < 10; tries++) {
        if (MoveFileExW(from, to, MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH))
            return true;
        DWORD why = GetLastError();
        if (why != ERROR_ACCESS_DENIED && why != ERROR_SHARING_VIOLATION)
            return false;
        Sleep(100);
    }
    return false;
}

bool replace_text(const char *path, const char *text)
{
    wchar_t wide[PATH_SIZE], beside[PATH_SIZE + 32];
    wide_path(path, wide);
    swprintf(beside, PATH_SIZE + 32, L"%ls.%lu.tmp", wide, GetCurrentProcessId());
    if (write_whole(beside, text) && patient_move(beside, wide))
        return true;
    DeleteFileW(beside);
    return false;
}

bool rename_folder(const char *from, const char *to)
{
    wchar_t wide_from[PATH_SIZE], wide_to[PATH_SIZE];
    wide_path(from, wide_from);
    wide_path(to, wide_to);
    return patient_move(wide_from, wide_to);
}

void each_name(const char *folder, void (*see)(const char *name, void *with), void *with)
{
    wchar_t pattern[PATH_SIZE + 4];
    char name[PATH_SIZE];
    WIN32_FIND_DATAW found;
    wide_path(folder, pattern);
    wcscat(pattern, L"\\*");
    HANDLE search = FindFirstFileW(pattern, &found);
    if (search == INVALID_HANDLE_VALUE)
        return;
    do {
        to_text(found.cFileName, name, sizeof name);
        see(name, with);
    } while (FindNextFileW(search, &found));
    FindClose(search);
}

bool take_lock(const char *path, int milliseconds)
{
    wchar_t wide[PATH_SIZE];
    wide_path(path, wide);
    for (int waited = 0;; waited += 50) {
        /* Nobody else gets it while it is open. */
        HANDLE file = CreateFileW(wide, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_ALWAYS, 0, NULL);
        if (file != INVALID_HANDLE_VALUE)
            return true;
        if (GetLastError() != ERROR_SHARING_VIOLATION || waited >= milliseconds)
            return false;
        Sleep(50);
    }
}

void mark_launched(void)
{
    SetEnvironmentVariableW(L"CERT_ASSISTANT_LAUNCHED", L"1");
}

/* One argument as the C runtime reads it: backslashes count double only before a quotation mark. */
static wchar_t *put_quoted(wchar_t *at, const wchar_t *end, const wchar_t *argument)
{
    size_t most = wcslen(argument) * 2 + 4;
    if ((size_t)(end - at) < most)
        return NULL;
    *at++ = L'"';
    for (size_t backslashes = 0;; argument++) {
        if (*argument == L'\\') {
            backslashes++;
            *at++ = L'\\';
            continue;
        }
        if (*argument == L'"' || *argument == 0)
            for (; backslashes > 0; backslashes--)
                *at++ = L'\\';
        backslashes = 0;
        if (*argument == 0)
            break;
        if (*argument == L'"')
            *at++ = L'\\';
        *at++ = *argument;
    }
    *at++ = L'"';
    *at++ = L' ';
    *at = 0;
    return at;
}

static bool command_line(const char *const *arguments, wchar_t *into)
{
    static wchar_t one[LONGEST_LINE + 1];
    wchar_t *at = into;
    for (int n = 0; arguments[n] != NULL; n++) {
        if (n == 0)
            wide_path(arguments[n], one);
        else
            to_wide(arguments[n], one, LONGEST_LINE);
        at = put_quoted(at, into + LONGEST_LINE, one);
        if (at == NULL)
            return false;
    }
    return true;
}

static void pass_handles(STARTUPINFOW *startup)
{
    startup->hStdInput = GetStdHandle(STD_INPUT_HANDLE);
    startup->hStdOutput = GetStdHandle(STD_OUTPUT_HANDLE);
    startup->hStdError = GetStdHandle(STD_ERROR_HANDLE);
    startup->dwFlags = STARTF_USESTDHANDLES;
}

#ifdef CONSOLE
enum { OF_WINDOW = 0 };

/* The program in the same console hears of it, too, and says how it ends. */
static BOOL WINAPI wait_for_it(DWORD what)
{
    return what == CTRL_C_EVENT || what == CTRL_BREAK_EVENT;
}

static void be_patient(void)
{
    SetConsoleCtrlHandler(wait_for_it, TRUE);
}
#else
enum { OF_WINDOW = CREATE_NO_WINDOW };

static void be_patient(void)
{
}
#endif

int run_program(const char *program, const char *const *arguments)
{
    static wchar_t line[LONGEST_LINE + 1], path[PATH_SIZE];
    STARTUPINFOW startup = {.cb = sizeof startup};
    PROCESS_INFORMATION process;
    DWORD code = CANNOT_START;
    wide_path(program, path);
    pass_handles(&startup);
    be_patient();
    if (!command_line(arguments, line) ||
        !CreateProcessW(path, line, NULL, NULL, TRUE, OF_WINDOW, NULL, NULL, &startup, &process))
        return CANNOT_START;
    /* The person started this one, so its product may bring its window forward. */
    AllowSetForegroundWindow(process.dwProcessId);
    CloseHandle(process.hThread);
    WaitForSingleObject(process.hProcess, INFINITE);
    GetExitCodeProcess(process.hProcess, &code);
    CloseHandle(process.hProcess);
    return (int)code;
}

#ifdef CONSOLE
void tell_incomplete(void)
{
    SetConsoleOutputCP(CP_UTF8);
    fputs("证书助手的程序文件不完整，请重新安装。软证书和数据都在。\n"
          "The program files of Certificate Assistant are not complete. Install it again; your data is all there.\n",
          stderr);
}
#else
void tell_incomplete(void)
{
    bool chinese = PRIMARYLANGID(GetUserDefaultUILanguage()) == LANG_CHINESE;
    MessageBoxW(NULL,
                chinese ? L"证书助手的程序文件不完整，请重新安装。软证书和数据都在。"
                        : L"The program files of Certificate Assistant are not complete. Install it again; your data "
                          L"is all there.",
                chinese ? L"证书助手" : L"Certificate Assistant", MB_OK | MB_ICONERROR);
}
#endif

int wmain(int count, wchar_t **wide)
{
    static const char *arguments[MOST_ARGUMENTS];
    int kept = count - 1 < MOST_ARGUMENTS ? count - 1 : MOST_ARGUMENTS;
    for (int n = 0; n < kept; n++) {
        size_t size = wcslen(wide[n + 1]) * 4 + 1;
        char *text = calloc(1, size);
        if (text == NULL)
            return CANNOT_START;
        to_text(wide[n + 1], text, (int)size);
        arguments[n] = text;
    }
    return LAUNCH(kept, arguments);
}
