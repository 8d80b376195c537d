/* Which key is in which slot. A key is plugged in while `<id>.plugged` exists. Pulling it out and putting it back
   is noticed even between two calls: the file seen before is held open, so its inode number cannot be reused. */
#include <dirent.h>
#include <openssl/crypto.h>
#include <string.h>
#include <unistd.h>

#include "ukey.h"

struct slot slots[SLOT_COUNT];

static const struct slot_listener *listener;

void slots_listen(const struct slot_listener *face) { listener = face; }

unsigned application_of(const struct object *object) {
  CK_ULONG number = object_ulong(object, CKA_VU_APPLICATION, 0);
  return number < APPLICATION_COUNT ? (unsigned)number : 0;
}

struct login_state *login_of(struct slot *slot, const struct object *object) {
  return &slot->logins[application_of(object)];
}

/* Private session objects and opened keys do not outlive the login. */
void slot_logout(struct slot *slot, unsigned application) {
  if (listener != NULL) listener->logged_out(slot, application);
  OPENSSL_cleanse(&slot->logins[application], sizeof slot->logins[application]);
  slot->logins[application].who = LOGIN_NONE;
  for (struct object **at = &slot->session_objects; application == 0 && *at != NULL;) {
    struct object *object = *at;
    if (object_bool(object, CKA_PRIVATE)) {
      *at = object->next;
      object_free(object);
    } else {
      at = &object->next;
    }
  }
  if (slot->key == NULL) return;
  for (struct object *object = slot->key->objects; object != NULL; object = object->next) {
    if (!object->cached_private || application_of(object) != application) continue;
    EVP_PKEY_free(object->cached);
    object->cached = NULL;
    object->cached_private = false;
  }
}

static void slot_empty(struct slot *slot, CK_RV reason) {
  if (listener != NULL) listener->emptied(slot, reason);
  for (unsigned i = 0; i < APPLICATION_COUNT; i++) slot_logout(slot, i);
  object_list_free(slot->session_objects);
  slot->session_objects = NULL;
}

void slot_removed(struct slot *slot) {
  if (slot->key == NULL) return;
  slot_empty(slot, CKR_DEVICE_REMOVED);
  key_free(slot->key);
  slot->key = NULL;
  identity_close(&slot->plug);
  slot->changed = true;
}

static bool still_plugged(const struct slot *slot) {
  char path[PATH_SIZE];
  struct stat found;
  return home_file(path, slot->key->id, ".plugged") && stat(path, &found) == 0 &&
         identity_same(&slot->plug, &found, false);
}

bool slot_present(struct slot *slot) {
  if (slot->key == NULL) return false;
  if (still_plugged(slot)) return true;
  slot_removed(slot);
  return false;
}

/* Reads the key's file again if another process has replaced it. */
CK_RV slot_refresh(struct slot *slot) {
  char path[PATH_SIZE];
  struct stat found;
  if (!home_file(path, slot->key->id, ".ukey") || stat(path, &found) != 0) {
    slot_removed(slot);
    return CKR_DEVICE_REMOVED;
  }
  if (identity_same(&slot->key->identity, &found, true)) return CKR_OK;
  struct key *fresh = key_load(slot->key->id);
  if (fresh == NULL) {
    slot_removed(slot);
    return CKR_DEVICE_REMOVED;
  }
  bool other = fresh->damaged || fresh->epoch != slot->key->epoch; /* the token was initialised again meanwhile */
  key_free(slot->key);
  slot->key = fresh;
  if (!other) return CKR_OK;
  slot_empty(slot, CKR_SESSION_HANDLE_INVALID);
  return CKR_SESSION_HANDLE_INVALID;
}

static bool id_of_plug_file(const char *name, char id[ID_SIZE]) {
  const char *dot = strrchr(name, '.');
  if (dot == NULL || strcmp(dot, ".plugged") != 0 || dot == name || dot - name >= ID_SIZE) return false;
  memcpy(id, name, (size_t)(dot - name));
  id[dot - name] = 0;
  return true;
}

static struct slot *slot_of_id(const char *id) {
  for (int i = 0; i < SLOT_COUNT; i++)
    if (slots[i].key != NULL && strcmp(slots[i].key->id, id) == 0) return &slots[i];
  return NULL;
}

/* A damaged file may not reveal its slot, so it gets the last free one. */
static struct slot *slot_for(const struct key *key) {
  if (!key->damaged) return slots[key->slot].key == NULL ? &slots[key->slot] : NULL;
  for (int i = SLOT_COUNT - 1; i >= 0; i--)
    if (slots[i].key == NULL) return &slots[i];
  return NULL;
}

static void slot_plug(const char *id) {
  char path[PATH_SIZE];
  struct file_identity plug = {.fd = -1};
  struct key *key = key_load(id);
  struct slot *slot = key == NULL ? NULL : slot_for(key);
  if (slot == NULL || !home_file(path, id, ".plugged") || !identity_open(&plug, path)) {
    key_free(key);
    return;
  }
  slot->key = key;
  slot->plug = plug;
  slot->changed = true;
}

void slots_scan(void) {
  char id[ID_SIZE];
  for (int i = 0; i < SLOT_COUNT; i++) (void)slot_present(&slots[i]);
  DIR *folder = opendir(home_path());
  if (folder == NULL) return; /* no folder: no keys */
  for (struct dirent *entry; (entry = readdir(folder)) != NULL;)
    if (id_of_plug_file(entry->d_name, id) && slot_of_id(id) == NULL) slot_plug(id);
  closedir(folder);
}

void slots_prepare(void) {
  static bool prepared;
  for (int i = 0; !prepared && i < SLOT_COUNT; i++) pthread_mutex_init(&slots[i].busy, NULL);
  prepared = true;
}

void slots_reset(void) {
  for (int i = 0; i < SLOT_COUNT; i++) {
    slot_removed(&slots[i]);
    slots[i].changed = false;
    slots[i].next_session_object = SESSION_OBJECT_BASE;
  }
}
