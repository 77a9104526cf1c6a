/*
 * Stands in for icacls.exe and whoami.exe under Wine, whose own are stubs: one program, which looks at its own name. Access
 * control lists are kept in C:\acls, a file for each path, because Wine keeps only a part of them.
 */
#include <windows.h>
#include <sddl.h>
#include <stdio.h>
#include <wchar.h>

/* What a file has that nobody gave rights to: those of its folder. */
static const wchar_t *inherited = L"D:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)(A;ID;0x1200a9;;;BU)";

static const wchar_t *name_of(const wchar_t *path) {
  const wchar_t *name = path;
  for (const wchar_t *at = path; *at; at++) if (*at == L'\\' || *at == L'/') name = at + 1;
  return name;
}

static void list_of(const wchar_t *path, wchar_t *list) {
  wchar_t full[MAX_PATH];
  GetFullPathNameW(path, MAX_PATH, full, NULL);
  CreateDirectoryW(L"C:\\acls", NULL);
  for (wchar_t *at = full; *at; at++) if (*at == L'\\' || *at == L':') *at = L'_';
  swprintf(list, 2 * MAX_PATH, L"C:\\acls\\%ls", full);
}

static int write_text(const wchar_t *path, const wchar_t *text) {
  DWORD written;
  HANDLE file = CreateFileW(path, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL);
  if (file == INVALID_HANDLE_VALUE) return GetLastError();
  WriteFile(file, text, wcslen(text) * 2, &written, NULL);
  CloseHandle(file);
  return 0;
}

static int read_text(const wchar_t *path, wchar_t *text, DWORD size) {
  DWORD read = 0;
  HANDLE file = CreateFileW(path, GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
  if (file == INVALID_HANDLE_VALUE) return GetLastError();
  ReadFile(file, text, (size - 1) * 2, &read, NULL);
  CloseHandle(file);
  text[read / 2] = 0;
  return 0;
}

static wchar_t text[32768], list[2 * MAX_PATH], path[2 * MAX_PATH], out[40000];

static int save(const wchar_t *file, const wchar_t *to) {
  list_of(file, list);
  if (read_text(list, text, 32768)) wcscpy(text, inherited);
  swprintf(out, 40000, L"%ls\r\n%ls\r\n", name_of(file), text);
  return write_text(to, out);
}

static int restore(const wchar_t *folder, const wchar_t *from) {
  if (read_text(from, text, 32768)) return 2;
  wchar_t *sddl = wcsstr(text, L"\r\n");
  if (!sddl) return 13;
  *sddl = 0;
  sddl += 2;
  wchar_t *end = wcsstr(sddl, L"\r\n");
  if (end) *end = 0;
  swprintf(path, 2 * MAX_PATH, L"%ls\\%ls", folder, text);
  if (GetFileAttributesW(path) == INVALID_FILE_ATTRIBUTES) return 2;
  list_of(path, list);
  return write_text(list, sddl);
}

/* FILE /inheritance:r /grant:r *SID:F ... */
static int grant(int argc, wchar_t **argv) {
  wcscpy(text, L"D:PAI");
  for (int at = 4; at < argc; at++) {
    if (argv[at][0] != L'*') continue;
    wchar_t *rights = wcsrchr(argv[at], L':');
    if (!rights) return 87;
    *rights = 0;
    const wchar_t *sid = wcscmp(argv[at] + 1, L"S-1-5-18") ? argv[at] + 1 : L"SY";
    swprintf(text + wcslen(text), 1000, L"(A;;FA;;;%ls)", sid);
  }
  list_of(argv[1], list);
  return write_text(list, text);
}

static int whoami(const wchar_t *about) {
  if (!wcscmp(about, L"/groups")) {
    printf("\"Label\",\"Label\",\"S-1-16-12288\",\"\"\r\n");
    return 0;
  }
  HANDLE token;
  BYTE user[256];
  DWORD size;
  LPSTR sid;
  OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &token);
  if (!GetTokenInformation(token, TokenUser, user, sizeof user, &size)) return 1;
  ConvertSidToStringSidA(((TOKEN_USER *)user)->User.Sid, &sid);
  printf("\"SERVEUR\\technicien\",\"%s\"\r\n", sid);
  return 0;
}

int wmain(int argc, wchar_t **argv) {
  wchar_t own[MAX_PATH];
  GetModuleFileNameW(NULL, own, MAX_PATH);
  if (!_wcsicmp(name_of(own), L"whoami.exe")) return argc > 1 ? whoami(argv[1]) : 1;
  if (argc < 4) return 87;
  if (!_wcsicmp(argv[2], L"/save")) return save(argv[1], argv[3]);
  if (!_wcsicmp(argv[2], L"/restore")) return restore(argv[1], argv[3]);
  if (!_wcsicmp(argv[2], L"/inheritance:r")) return grant(argc, argv);
  return 87;
}
