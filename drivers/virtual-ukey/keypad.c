/* The keypad of a key that has one. */
#include <stdio.h>
#include <unistd.h>

#include "ukey.h"

#define KEYPAD_WAIT_MS 30000

/* On a key with a keypad the person types the PIN on the key. Here it is written to `<id>.keypad`, which is then
   removed. */
CK_RV keypad_read(struct slot *slot, CK_BYTE pin[KEYPAD_PIN_SIZE], CK_ULONG *size) {
  char path[PATH_SIZE];
  if (!home_file(path, slot->key->id, ".keypad")) return CKR_DEVICE_ERROR;
  for (int waited = 0; waited < KEYPAD_WAIT_MS; waited += 20) {
    FILE *file = fopen(path, "rb");
    if (file != NULL) {
      *size = fread(pin, 1, KEYPAD_PIN_SIZE, file);
      fclose(file);
      (void)unlink(path);
      while (*size > 0 && (pin[*size - 1] == '\n' || pin[*size - 1] == '\r')) --*size;
      return CKR_OK;
    }
    ukey_unlock();
    nap(20);
    ukey_lock();
    if (!ukey_running()) return CKR_CRYPTOKI_NOT_INITIALIZED;
    if (!slot_present(slot)) return CKR_DEVICE_REMOVED;
  }
  return CKR_FUNCTION_CANCELED;
}
