/* A program that has a key for itself until its input ends, as online banks do. */
#include <stdio.h>

#include "skf.h"

int main(int count, char **words) {
  DEVHANDLE device;
  if (count != 2) return 2;
  if (SKF_ConnectDev(words[1], &device) != SAR_OK || SKF_LockDev(device, 1000) != SAR_OK) return 1;
  puts("locked");
  fflush(stdout);
  while (getchar() != EOF) continue;
  return SKF_UnlockDev(device) != SAR_OK;
}
