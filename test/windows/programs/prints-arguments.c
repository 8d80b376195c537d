/* Prints each argument in a line, in UTF-8, as the C runtime of Windows reads them. */
#include <windows.h>
#include <stdio.h>

int wmain(int count, wchar_t **words)
{
    for (int at = 1; at < count; at++) {
        char line[8192];
        if (WideCharToMultiByte(CP_UTF8, 0, words[at], -1, line, sizeof line, NULL, NULL) == 0)
            return 3;
        printf("%s\n", line);
    }
    printf("code page %u\n", GetACP());
    return 0;
}
