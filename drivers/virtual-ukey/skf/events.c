/* Which devices there are, and what comes and goes. */
#include <dirent.h>
#include <string.h>

#include "face.h"

static char told[SLOT_COUNT][ID_SIZE]; /* the keys that callers know of */
static unsigned waiting, cancelled;

/* What is plugged in when the library starts is no event. A process that was forked starts anew. */
void events_start(void) {
  memset(told, 0, sizeof told);
  waiting = 0;
  for (int i = 0; i < SLOT_COUNT; i++)
    if (slots[i].key != NULL) memcpy(told[i], slots[i].key->id, ID_SIZE);
}

/* One event at a time: a key that was swapped is first gone, then there. */
static bool next_event(char id[ID_SIZE], ULONG *event) {
  slots_scan();
  for (int i = 0; i < SLOT_COUNT; i++) {
    struct slot *slot = &slots[i];
    if (told[i][0] != 0 && (slot->key == NULL || slot->changed)) {
      memcpy(id, told[i], ID_SIZE);
      told[i][0] = 0;
      *event = DEV_EVENT_REMOVED;
      slot->changed = slot->key != NULL;
      return true;
    }
    if (told[i][0] == 0 && slot->key != NULL) {
      memcpy(told[i], slot->key->id, ID_SIZE);
      memcpy(id, told[i], ID_SIZE);
      *event = DEV_EVENT_INSERTED;
      slot->changed = false;
      return true;
    }
  }
  return false;
}

/* Every process that waits polls; SKF_CancelWaitForDevEvent in another thread ends all waits of its process. */
static CK_RV wait_for_event(char id[ID_SIZE], ULONG *event) {
  CK_RV rv = CKR_OK;
  unsigned before = cancelled;
  waiting++;
  while (rv == CKR_OK && !next_event(id, event)) {
    ukey_unlock();
    nap(20);
    ukey_lock();
    if (cancelled != before) rv = CKR_NO_EVENT;
  }
  waiting--;
  return rv;
}

ULONG SKF_WaitForDevEvent(LPSTR name, ULONG *size, ULONG *event) {
  struct skf_call call;
  char id[ID_SIZE];
  ULONG kind = 0;
  CK_RV rv = skf_begin(&call, "SKF_WaitForDevEvent", size);
  if (rv == CKR_OK && (name == NULL || size == NULL || event == NULL)) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK && *size < ID_SIZE) { /* an event must not be lost because its name does not fit */
    *size = ID_SIZE;
    rv = CKR_BUFFER_TOO_SMALL;
  }
  if (rv == CKR_OK) rv = wait_for_event(id, &kind);
  if (rv == CKR_OK) rv = give(id, strlen(id) + 1, (BYTE *)name, size);
  if (rv == CKR_OK) *event = kind;
  return skf_leave(&call, rv);
}

ULONG SKF_CancelWaitForDevEvent(void) {
  struct skf_call call;
  CK_RV rv = skf_begin(&call, "SKF_CancelWaitForDevEvent", NULL);
  if (rv == CKR_OK && waiting > 0) cancelled++;
  return skf_leave(&call, rv);
}

static void add_known(struct bytes *names) {
  DIR *folder = opendir(home_path());
  if (folder == NULL) return;
  for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
    const char *dot = strrchr(entry->d_name, '.');
    size_t size = dot == NULL ? 0 : (size_t)(dot - entry->d_name);
    if (size > 0 && size < ID_SIZE && strcmp(dot, ".ukey") == 0) name_add(names, entry->d_name, size);
  }
  closedir(folder);
}

/* present: those that are plugged in; otherwise all that the folder knows. */
ULONG SKF_EnumDev(BOOL present, LPSTR names, ULONG *size) {
  struct skf_call call;
  struct bytes list = {0};
  CK_RV rv = skf_begin(&call, "SKF_EnumDev", size);
  if (rv == CKR_OK) {
    slots_scan();
    for (int i = 0; present && i < SLOT_COUNT; i++)
      if (slots[i].key != NULL) name_add(&list, slots[i].key->id, strlen(slots[i].key->id));
    if (!present) add_known(&list);
    rv = give_names(NULL, &list, names, size);
  }
  return skf_leave(&call, rv);
}
