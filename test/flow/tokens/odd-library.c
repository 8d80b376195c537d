/* A maker's library that misbehaves. It passes every call on to the virtual Ukey, over the folder of keys beside
   it, and does one thing wrong: the one in its own file name, odd-NAME.so. */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "p11.h"

static struct CK_FUNCTION_LIST list, *real;
static char folder[4096], odd[64];

static int is(const char *name) { return strcmp(odd, name) == 0; }

static int there(const char *name) {
  char path[5000];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return access(path, F_OK) == 0;
}

static CK_RV initialise(void *args) {
  if (is("not-yet") && !there("ready")) return 0x80000123UL;
  return real->C_Initialize(args);
}

static CK_RV slot_list(CK_BBOOL present, CK_SLOT_ID *slots, CK_ULONG *count) {
  static int grown;
  static CK_RV broken;
  if (broken == CKR_OK && is("stuck") && there("stick")) broken = CKR_DEVICE_ERROR;
  if (broken == CKR_OK && is("forgets") && there("forget")) broken = CKR_CRYPTOKI_NOT_INITIALIZED;
  if (broken != CKR_OK) return broken;
  if (is("grows") && slots != NULL && grown++ % 2 == 0) return CKR_BUFFER_TOO_SMALL;
  if (!is("twice")) return real->C_GetSlotList(present, slots, count);
  CK_SLOT_ID all[16];
  CK_ULONG found = 16;
  CK_RV rv = real->C_GetSlotList(present, all, &found);
  for (CK_ULONG i = 0; slots != NULL && i < 2 * found; i++) slots[i] = all[i / 2];
  *count = 2 * found;
  return rv;
}

static CK_RV token_info(CK_SLOT_ID slot, CK_TOKEN_INFO *info) {
  static CK_BYTE left;
  if (is("mute")) return CKR_DEVICE_ERROR;
  CK_RV rv = real->C_GetTokenInfo(slot, info);
  if (is("unpadded")) {
    *(CK_BYTE *)memchr(info->serialNumber, ' ', 16) = 0;
    info->serialNumber[15] = 'A' + left++ % 26;
  }
  return rv;
}

static CK_RV mechanism_list(CK_SLOT_ID slot, CK_MECHANISM_TYPE *types, CK_ULONG *count) {
  return is("listless") ? CKR_FUNCTION_NOT_SUPPORTED : real->C_GetMechanismList(slot, types, count);
}

static CK_RV attribute_value(CK_SESSION_HANDLE s, CK_OBJECT_HANDLE object, CK_ATTRIBUTE *template, CK_ULONG count) {
  static CK_OBJECT_HANDLE first, second;
  if (first == 0 || first == object) first = object;
  else if (second == 0) second = object;
  return is("patchy") && (object == first || object == second) ? CKR_DEVICE_ERROR : real->C_GetAttributeValue(s, object, template, count);
}

static CK_RV login(CK_SESSION_HANDLE session, CK_USER_TYPE user, CK_BYTE *pin, CK_ULONG size) {
  CK_RV rv = real->C_Login(session, user, pin, size);
  return is("already") && rv != CKR_OK ? CKR_USER_ALREADY_LOGGED_IN : rv;
}

static CK_RV session_info(CK_SESSION_HANDLE session, CK_SESSION_INFO *info) {
  return is("speechless") ? CKR_FUNCTION_NOT_SUPPORTED : real->C_GetSessionInfo(session, info);
}

static CK_RV logout(CK_SESSION_HANDLE session) {
  if (is("already")) return CKR_OK;
  return is("stays") ? CKR_DEVICE_ERROR : real->C_Logout(session);
}

static CK_RV find_final(CK_SESSION_HANDLE session) {
  CK_RV rv = real->C_FindObjectsFinal(session);
  return is("untidy") ? CKR_OPERATION_NOT_INITIALIZED : rv;
}

static CK_RV close_session(CK_SESSION_HANDLE session) {
  CK_RV rv = real->C_CloseSession(session);
  return is("untidy") ? CKR_GENERAL_ERROR : rv;
}

static CK_RV slot_event(CK_FLAGS flags, CK_SLOT_ID *slot, void *reserved) {
  while (is("waits")) pause();
  if (is("silent")) return CKR_FUNCTION_NOT_SUPPORTED;
  return real->C_WaitForSlotEvent(flags, slot, reserved);
}

static void find_myself(void) {
  Dl_info self;
  dladdr(&list, &self);
  snprintf(folder, sizeof folder, "%s", self.dli_fname);
  char *name = strrchr(folder, '/');
  *name = 0;
  sscanf(name + 1, "odd-%63[^.]", odd);
}

static CK_RV load(void) {
  char home[5000];
  find_myself();
  snprintf(home, sizeof home, "%s/%s", folder, odd);
  setenv("VIRTUAL_UKEY_HOME", home, 1);
  CK_RV (*get)(struct CK_FUNCTION_LIST **) = 0;
  void *library = dlopen(TARGET, RTLD_NOW | RTLD_LOCAL);
  if (library != NULL) *(void **)&get = dlsym(library, "C_GetFunctionList");
  return get == 0 ? CKR_GENERAL_ERROR : get(&real);
}

P11_EXPORT CK_RV C_GetFunctionList(struct CK_FUNCTION_LIST **answer) {
  CK_RV rv = load();
  if (rv != CKR_OK) return rv;
  list = *real;
  list.C_Initialize = initialise;
  list.C_GetSlotList = slot_list;
  list.C_GetTokenInfo = token_info;
  list.C_GetMechanismList = mechanism_list;
  list.C_GetAttributeValue = attribute_value;
  list.C_Login = login;
  list.C_GetSessionInfo = session_info;
  list.C_Logout = logout;
  list.C_FindObjectsFinal = find_final;
  list.C_CloseSession = close_session;
  list.C_WaitForSlotEvent = is("eventless") ? 0 : slot_event;
  *answer = &list;
  return CKR_OK;
}
