/* Has a file for itself alone, as scanners and office programs do: holds-file.exe FILE MILLISECONDS. Prints "held". */
#include <windows.h>
#include <stdio.h>

int wmain(int count, wchar_t **words)
{
    HANDLE file;
    if (count != 3)
        return 2;
    file = CreateFileW(words[1], GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
    if (file == INVALID_HANDLE_VALUE)
        return 3;
    printf("held\n");
    fflush(stdout);
    Sleep((DWORD)_wtoi(words[2]));
    CloseHandle(file);
    return 0;
}
