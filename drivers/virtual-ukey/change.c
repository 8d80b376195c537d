/* A change of a key: lock, read again, change in memory, then write the whole file or forget the change. */
#include "ukey.h"

CK_RV change_begin(struct slot *slot, int *lock) {
  *lock = home_lock(slot->key->id);
  if (*lock < 0) return CKR_DEVICE_ERROR;
  CK_RV rv = slot_refresh(slot);
  if (rv != CKR_OK) home_unlock(*lock);
  return rv;
}

CK_RV change_commit(struct slot *slot, int lock) {
  CK_RV rv = key_save(slot->key);
  if (rv != CKR_OK) {
    change_abort(slot, lock);
    return rv;
  }
  home_unlock(lock);
  return CKR_OK;
}

/* Forgets what was changed in memory: the next refresh reads the file again. */
void change_abort(struct slot *slot, int lock) {
  identity_close(&slot->key->identity);
  slot->key->identity.inode = 0;
  (void)slot_refresh(slot);
  home_unlock(lock);
}

CK_RV change_end(struct slot *slot, int lock, CK_RV rv) {
  if (rv == CKR_OK) return change_commit(slot, lock);
  change_abort(slot, lock);
  return rv;
}
