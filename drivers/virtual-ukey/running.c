/* Whether the library has been started in this process. */
#include <openssl/crypto.h>
#include <unistd.h>

#include "ukey.h"

static pid_t running_in; /* 0: not started. A forked child must start for itself. */

bool ukey_running(void) { return running_in != 0 && running_in == getpid(); }

bool ukey_start(void) {
  if (OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_ATEXIT, NULL) != 1) return false;
  slots_prepare();
  slots_reset();
  running_in = getpid();
  slots_scan();
  for (int i = 0; i < SLOT_COUNT; i++) slots[i].changed = false; /* what is plugged in at the start is no event */
  return true;
}

void ukey_stop(void) {
  slots_reset();
  running_in = 0;
}
