/* A library of SKF that is wrong in one way, over the virtual Ukey's: it is linked to that one, so everything that is
   not here is taken from there. ODD says what is wrong. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <string.h>

#include "skf.h"

#define LISTS_A_GHOST 1
#define TELLS_NONSENSE 2
#define NAMES_ONE_TWICE 3
#define HAS_ONE_FUNCTION 4

#if ODD != TELLS_NONSENSE
static void add_name(LPSTR names, ULONG *size, const char *name) {
  size_t end = *size > 1 ? *size - 1 : 0; /* over the second NUL of the list */
  memcpy(names + end, name, strlen(name) + 1);
  names[end + strlen(name) + 1] = 0;
  *size = (ULONG)(end + strlen(name) + 2);
}
#endif

#if ODD == LISTS_A_GHOST
ULONG SKF_EnumDev(BOOL present, LPSTR names, ULONG *size) {
  ULONG (*real)(BOOL, LPSTR, ULONG *) = (ULONG (*)(BOOL, LPSTR, ULONG *))dlsym(RTLD_NEXT, "SKF_EnumDev");
  ULONG rv = real(present, names, size);
  if (rv == SAR_OK && names != NULL) add_name(names, size, "GHOST");
  return rv;
}
#endif

#if ODD == TELLS_NONSENSE
ULONG SKF_GetDevInfo(DEVHANDLE device, DEVINFO *info) {
  ULONG (*real)(DEVHANDLE, DEVINFO *) = (ULONG (*)(DEVHANDLE, DEVINFO *))dlsym(RTLD_NEXT, "SKF_GetDevInfo");
  ULONG rv = real(device, info);
  if (rv == SAR_OK && strncmp(info->SerialNumber, "BAD", 3) == 0) memset(info, 0xAB, sizeof *info);
  return rv;
}
#endif

#if ODD == NAMES_ONE_TWICE
ULONG SKF_EnumApplication(DEVHANDLE device, LPSTR names, ULONG *size) {
  ULONG (*real)(DEVHANDLE, LPSTR, ULONG *) =
      (ULONG (*)(DEVHANDLE, LPSTR, ULONG *))dlsym(RTLD_NEXT, "SKF_EnumApplication");
  ULONG rv = real(device, names, size);
  char first[64] = {0};
  if (rv == SAR_OK && names != NULL) {
    memcpy(first, names, strnlen(names, sizeof first - 1));
    add_name(names, size, first);
  }
  return rv;
}
#endif

#if ODD == HAS_ONE_FUNCTION
ULONG SKF_EnumDev(BOOL present, LPSTR names, ULONG *size) {
  (void)present;
  *size = 0;
  add_name(names, size, "NOBODY");
  return SAR_OK;
}
#endif
