; The installer of the product for Windows. scripts/installer.mjs compiles it and says what it packs:
;   STUB       amd64-unicode or x86-unicode (which also starts on a 32-bit Windows, to tell the person)
;   LISTS      what was made from the folder of the product (files.nsh, others.nsh, version.txt, the launcher)
;   PROGRAM    what the launcher starts, and ARGUMENTS for it
;   VERSION, SIZE (in KB), OUTPUT; QUICK: without compression
; docs/installing.md describes its switches and exit codes.
Target ${STUB}
ManifestDPIAware true
ManifestSupportedOS all
; An administrator starts it as administrator, and it then installs for everybody.
RequestExecutionLevel user
!ifdef QUICK ; for tests
  SetCompress off
!else
  SetCompressor /SOLID lzma
!endif
OutFile "${OUTPUT}"
Name "$(product)"
BrandingText " "
ShowInstDetails nevershow
ShowUninstDetails nevershow
AllowSkipFiles off
CRCCheck force
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "Certificate Assistant"
VIAddVersionKey "FileDescription" "Certificate Assistant Setup"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "MIT"

!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include StrFunc.nsh
!include WinVer.nsh
!include WordFunc.nsh
!include x64.nsh
!include Win\COM.nsh
!include Win\Propkey.nsh
${StrStr}

; What a person with the same product has had from its first version on. None of it may ever change.
!define APP_ID "cn.cert-assistant.desktop"
!define NATIVE_HOST "cn.cert_assistant.relay"
!define DATA "$APPDATA\cert-assistant"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall"
!define FOLDER "CertAssistant"

; Exit codes. 1 and 2 are those of NSIS: the person or the program gave up.
!define TOO_OLD 3
!define NO_RIGHTS 4
!define STILL_RUNNING 5
!define NEWER_IS_HERE 6
!define NOT_WRITTEN 7
!define OLDER_STAYS 8

!define MUI_ABORTWARNING
!define MUI_PAGE_HEADER_TEXT "$(chooseFolder)"
!define MUI_PAGE_HEADER_SUBTEXT "$(chooseFolderMore)"
; The third prompt follows without a press of 关闭.
AutoCloseWindow true
!define MUI_PAGE_CUSTOMFUNCTION_PRE folderOnlyForEverybody
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "English"
!include words.zh-cn.nsh
!include words.en.nsh

Var everybody ; 1: for all users of the computer
Var older ; the folder of the older version; empty if there is none

!macro end CODE
  SetErrorLevel ${CODE}
  Quit
!macroend
!define end "!insertmacro end"

; Tells what is wrong, unless nobody sees it, and ends.
!macro refuse TEXT CODE
  MessageBox MB_OK|MB_ICONSTOP "${TEXT}" /SD IDOK
  ${end} ${CODE}
!macroend
!define refuse "!insertmacro refuse"

!include versions.nsh
!include rights.nsh
!include running.nsh
!include others.nsh
!include older.nsh
!include traces.nsh
!include shortcuts.nsh

Function .onInit
  System::Call 'kernel32::CreateMutexW(p 0, i 0, w "${APP_ID}.setup") p .r0 ?e'
  Pop $0
  ${If} $0 = 183 ; ERROR_ALREADY_EXISTS
    ${end} 2
  ${EndIf}
  Call needsWindows10
  Call chooseRights
  Call removeIfAsked
  Call readBeside
  ${If} $beside <> 1
    Call findOlder
  ${EndIf}
  Call chooseFolder
  MessageBox MB_OKCANCEL|MB_ICONINFORMATION "$(step1)" /SD IDOK IDOK goOn
  ${end} 1
  goOn:
FunctionEnd

Function folderOnlyForEverybody
  ${If} $everybody <> 1
    Abort
  ${EndIf}
FunctionEnd

; The disk of the folder itself, which need not be that of the drive.
Function needsRoom
  System::Call 'kernel32::GetDiskFreeSpaceExW(w "$INSTDIR", *l .r1, p 0, p 0) i .r2'
  ${If} $2 <> 0
    System::Int64Op $1 / 1024
    Pop $1
    ${If} $1 L< ${SIZE}
      RMDir "$INSTDIR"
      ${refuse} "$(noRoom)" ${NOT_WRITTEN}
    ${EndIf}
  ${EndIf}
FunctionEnd

; Before anything that is there is removed.
Function needsFolder
  ClearErrors
  CreateDirectory "$INSTDIR"
  FileOpen $0 "$INSTDIR\uninstall.tmp" w
  ${If} ${Errors}
    RMDir "$INSTDIR"
    ${refuse} "$(notWritten)" ${NOT_WRITTEN}
  ${EndIf}
  FileClose $0
  Delete "$INSTDIR\uninstall.tmp"
FunctionEnd

Function .onInstFailed
  Call takeBack
  MessageBox MB_OK|MB_ICONSTOP "$(notWritten)" /SD IDOK
  SetErrorLevel ${NOT_WRITTEN}
FunctionEnd

Section
  MessageBox MB_OK|MB_ICONINFORMATION "$(step2)" /SD IDOK
  Call needsFolder
  Call needsRoom
  ${If} $beside = 1
    Call layDown
  ${Else}
    Call endRunning
    Call tellOthers
    Call layDown
    Call removeOlder
    Call putInPlace
    Call makeShortcuts
    Call register
  ${EndIf}
SectionEnd

Function .onInstSuccess
  MessageBox MB_OK|MB_ICONINFORMATION "$(step3)" /SD IDOK
  MessageBox MB_OK|MB_ICONINFORMATION "$(step4)" /SD IDOK
FunctionEnd

Function un.onInit
  Call un.chooseRights
  ${If} ${Silent}
    Return
  ${EndIf}
  MessageBox MB_YESNO|MB_ICONQUESTION "$(unAsk)" IDYES goOn
  ${end} 1
  goOn:
FunctionEnd

Section un.
  Call un.endRunning
  Call un.removeShortcuts
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/update" $1
  ${If} ${Errors}
    Call un.removeTraces
  ${EndIf}
  SetOutPath "$TEMP"
  Call un.removeVersions
  !insertmacro removeLauncher
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Call un.unregister
  ${If} $everybody <> 1
    RMDir "$LOCALAPPDATA\Programs" ; if it is empty
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\${LAUNCHER}"
    ${refuse} "$(stillThere)" ${NOT_WRITTEN}
  ${EndIf}
SectionEnd

Function un.onUninstSuccess
  MessageBox MB_OK|MB_ICONINFORMATION "$(unDone)" /SD IDOK
FunctionEnd
