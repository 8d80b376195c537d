/* Faults and delays on demand. `<id>.faults` has one fault a line, "<count> <what> <action> [value] [after]
   [forever]". Every matching call, of any process, lowers the count in the file. At 1 the fault happens; then the
   line is spent (0), or stays at 1 with "forever". The digits are overwritten in place, so lines may be appended
   meanwhile. `<id>.delays` has lines "<milliseconds> <what>". README.md lists them all. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ukey.h"

/* Groups have the functions of both faces. */
static const struct {
  const char *group, *functions;
} groups[] = {
    {"sign", " C_Sign C_SignFinal SKF_ECCSignData SKF_RSASignData "},
    {"decrypt", " C_Decrypt C_DecryptFinal SKF_ImportSessionKey SKF_Decrypt SKF_DecryptFinal SKF_ECCDecrypt SKF_RSADecrypt"
                " SKF_PrvKeyDecrypt SKF_ECCPrvKeyDecrypt SKF_RSAPrvKeyDecrypt V_ECCPrvKeyDecrypt V_RSAPrvKeyDecrypt "},
    {"encrypt", " C_Encrypt C_EncryptFinal SKF_ExtECCEncrypt SKF_Encrypt SKF_EncryptFinal "},
    {"generate", " C_GenerateKeyPair SKF_GenECCKeyPair SKF_GenRSAKeyPair "},
    {"login", " C_Login SKF_VerifyPIN "},
    {"pin", " C_SetPIN C_InitPIN SKF_ChangePIN SKF_UnblockPIN "},
    {"find", " C_FindObjectsInit C_FindObjects C_FindObjectsFinal SKF_EnumContainer SKF_EnumFiles SKF_EnumApplication "},
    {"read", " C_GetAttributeValue SKF_ReadFile SKF_GetFileInfo SKF_ExportCertificate SKF_ExportPublicKey "},
    {"create", " C_CreateObject C_CopyObject C_GenerateKeyPair C_UnwrapKey SKF_CreateContainer SKF_CreateFile SKF_GenECCKeyPair"
               " SKF_GenRSAKeyPair SKF_ImportECCKeyPair SKF_ImportRSAKeyPair SKF_ImportCertificate "},
    {"write", " C_CreateObject C_CopyObject C_DestroyObject C_SetAttributeValue C_UnwrapKey SKF_CreateContainer SKF_DeleteContainer"
              " SKF_CreateFile SKF_DeleteFile SKF_WriteFile SKF_ImportECCKeyPair SKF_ImportRSAKeyPair"
              " SKF_ImportCertificate "},
    {"session", " C_OpenSession C_CloseSession C_CloseAllSessions SKF_ConnectDev SKF_DisConnectDev SKF_OpenApplication"
                " SKF_CloseApplication SKF_OpenContainer SKF_CloseContainer "},
};

static bool matches(const char *what, const char *name) {
  char word[48];
  if (strcmp(what, "any") == 0 || strcmp(what, name) == 0) return true;
  snprintf(word, sizeof word, " %s ", name);
  for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++)
    if (strcmp(groups[i].group, what) == 0) return strstr(groups[i].functions, word) != NULL;
  return false;
}

static int open_beside(const char *id, const char *suffix, int flags, struct bytes *text) {
  char path[PATH_SIZE];
  if (!home_file(path, id, suffix)) return -1;
  int fd = open(path, flags | O_CLOEXEC);
  if (fd >= 0 && !read_whole(fd, text)) {
    close(fd);
    return -1;
  }
  return fd;
}

unsigned delay_of(const char *id, const char *name) {
  struct bytes text = {0};
  unsigned longest = 0;
  int fd = open_beside(id, ".delays", O_RDONLY, &text);
  if (fd < 0) return 0;
  close(fd);
  char *rest = (char *)text.data;
  for (char *line; (line = strsep(&rest, "\n")) != NULL;) {
    unsigned milliseconds;
    char what[48];
    if (sscanf(line, "%u %47s", &milliseconds, what) == 2 && matches(what, name) && milliseconds > longest)
      longest = milliseconds;
  }
  bytes_wipe(&text);
  return longest;
}

/* Counts one call in one line; true when its fault is due. */
static bool count_down(int fd, const char *start, const char *line) {
  char what[48], digits[24];
  char *end;
  unsigned long count = strtoul(line, &end, 10);
  int width = (int)(end - line);
  if (width < 1 || width > 18 || count == 0) return false;
  bool forever = strstr(line, " forever") != NULL;
  if (sscanf(end, "%47s", what) != 1) return false;
  unsigned long left = count == 1 && forever ? 1 : count - 1;
  snprintf(digits, sizeof digits, "%0*lu", width, left);
  if (left != count && pwrite(fd, digits, (size_t)width, line - start) != width) return false;
  return count == 1;
}

/* Counts in all lines that match; copies the first one that is due, from its action on. */
static bool fault_due(const char *id, const char *name, char *action, size_t room) {
  struct bytes text = {0};
  char path[PATH_SIZE], what[48];
  if (!home_file(path, id, ".faults") || access(path, F_OK) != 0) return false;
  int lock = home_lock(id);
  int fd = open_beside(id, ".faults", O_RDWR, &text);
  bool due = false;
  char *start = (char *)text.data, *rest = start;
  for (char *line; fd >= 0 && (line = strsep(&rest, "\n")) != NULL;) {
    int from = 0;
    if (sscanf(line, "%*u %47s %n", what, &from) != 1 || from == 0 || !matches(what, name)) continue;
    if (!count_down(fd, start, line) || due) continue;
    snprintf(action, room, "%.*s", (int)room - 1, line + from);
    due = true;
  }
  if (fd >= 0) close(fd);
  home_unlock(lock);
  bytes_wipe(&text);
  return due;
}

static CK_ULONG value_of(const char *action, CK_ULONG otherwise) {
  const char *space = strchr(action, ' ');
  char *end;
  if (space == NULL) return otherwise;
  CK_ULONG value = strtoul(space + 1, &end, 0);
  return end == space + 1 ? otherwise : value;
}

static bool is(const char *action, const char *word) {
  size_t size = strlen(word);
  return strncmp(action, word, size) == 0 && (action[size] == 0 || action[size] == ' ');
}

static CK_RV pull_out(struct slot *slot) {
  char path[PATH_SIZE];
  if (slot == NULL || slot->key == NULL) return CKR_DEVICE_REMOVED;
  if (home_file(path, slot->key->id, ".plugged")) (void)unlink(path);
  slot_removed(slot);
  return CKR_DEVICE_REMOVED;
}

static void hang(void) {
  ukey_unlock(); /* other threads of the process go on, as with a library that blocks in its driver */
  for (;;) nap(1000);
}

static CK_RV act(struct slot *slot, const char *action) {
  if (is(action, "removed")) return pull_out(slot);
  if (is(action, "hang")) hang();
  if (is(action, "segv")) {
    (void)signal(SIGSEGV, SIG_DFL);
    (void)raise(SIGSEGV);
  }
  if (is(action, "kill")) (void)raise(SIGKILL);
  if (is(action, "full")) return CKR_DEVICE_MEMORY;
  if (is(action, "return")) return value_of(action, CKR_DEVICE_ERROR);
  return CKR_GENERAL_ERROR; /* an unknown action must not pass unnoticed */
}

CK_RV fault_before(struct fault *fault, struct slot *slot, const char *id, const char *name) {
  char action[sizeof fault->text];
  if (!fault_due(id, name, action, sizeof action)) return CKR_OK;
  if (!is(action, "garbage") && strstr(action, " after") == NULL) return act(slot, action);
  memcpy(fault->text, action, sizeof action);
  fault->due = true;
  return CKR_OK;
}

/* garbage: the absurd length that the call is to tell, or 0. */
CK_RV fault_after(const struct fault *fault, struct slot *slot, CK_RV result, CK_ULONG *garbage) {
  *garbage = 0;
  if (!fault->due) return result;
  if (!is(fault->text, "garbage")) return act(slot, fault->text);
  if (result == CKR_OK) *garbage = value_of(fault->text, 0x7FFFFFF0UL);
  return result;
}
