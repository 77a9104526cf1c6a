/* hold FILE MILLISECONDS: keeps a file open as an editor or a virus scanner does that shares nothing. Says when it is held. */
#include <stdio.h>
#include <windows.h>

int wmain(int argc, wchar_t **argv) {
  if (argc < 3) return 87;
  HANDLE file = CreateFileW(argv[1], GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
  if (file == INVALID_HANDLE_VALUE) return GetLastError();
  printf("held\n");
  fflush(stdout);
  Sleep(_wtoi(argv[2]));
  CloseHandle(file);
  return 0;
}
