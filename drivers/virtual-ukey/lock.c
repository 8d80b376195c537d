/* The one mutex of the process. */
#include <time.h>

#include "ukey.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

void ukey_lock(void) { pthread_mutex_lock(&mutex); }
void ukey_unlock(void) { pthread_mutex_unlock(&mutex); }

void nap(unsigned milliseconds) {
  struct timespec time = {milliseconds / 1000, (long)(milliseconds % 1000) * 1000000L};
  nanosleep(&time, NULL);
}
