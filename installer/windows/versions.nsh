; Each version has a folder of its own below $INSTDIR\versions, and the launcher starts the current one
; (docs/architecture.md, "Versions"). What is below `versions` belongs to the product alone.
!define LAUNCHER "cert-assistant.exe"
!define CONSOLE_LAUNCHER "cert-assistant-console.exe"
!define VERSIONS "$INSTDIR\versions"
!define NEW "${VERSIONS}\.new-${VERSION}"
!define OWN "${VERSIONS}\${VERSION}"
!define ASIDE "${VERSIONS}\.old-${VERSION}"

Var beside ; 1: only lay the version down beside the others, for a product that runs and updates itself

Function readBeside
  StrCpy $beside 0
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/beside" $1
  ${IfNot} ${Errors}
    StrCpy $beside 1
  ${EndIf}
FunctionEnd

; Under another name until it is complete, so that a half is never taken for a version.
Function layDown
  RMDir /r "${NEW}"
  RMDir /r "${ASIDE}"
  ClearErrors
  SetOverwrite try
  !include "${LISTS}\files.nsh"
  SetOutPath "$TEMP"
  ${If} ${Errors}
    Abort
  ${EndIf}
  ${If} ${FileExists} "${OWN}\*.*"
    Rename "${OWN}" "${ASIDE}"
  ${EndIf}
  Rename "${NEW}" "${OWN}"
  ${If} ${Errors}
    Abort
  ${EndIf}
  RMDir /r "${ASIDE}"
  ClearErrors
FunctionEnd

; A file is replaced as a whole: MOVEFILE_REPLACE_EXISTING 1, MOVEFILE_WRITE_THROUGH 8.
!macro replaceBy NEXT FILE
  System::Call 'kernel32::MoveFileExW(w "${NEXT}", w "${FILE}", i 9) i .r0'
  ${If} $0 = 0
    Abort
  ${EndIf}
!macroend

; A browser or a script may run it at this moment. A program that runs cannot be replaced, but it can be renamed.
!macro replaceRunning NEXT FILE
  System::Call 'kernel32::MoveFileExW(w "${NEXT}", w "${FILE}", i 9) i .r0'
  ${If} $0 = 0
    Delete "${FILE}.old"
    Rename "${FILE}" "${FILE}.old"
    ClearErrors
    Rename "${NEXT}" "${FILE}"
    ${If} ${Errors}
      Abort
    ${EndIf}
    Delete /REBOOTOK "${FILE}.old"
    ClearErrors
  ${EndIf}
!macroend

Function putInPlace
  SetOutPath "$INSTDIR"
  ClearErrors
  File "/oname=${LAUNCHER}.new" "${LISTS}\${LAUNCHER}"
  File "/oname=${CONSOLE_LAUNCHER}.new" "${LISTS}\${CONSOLE_LAUNCHER}"
  WriteUninstaller "$INSTDIR\uninstall.new"
  ${If} ${Errors}
    Abort
  ${EndIf}
  !insertmacro replaceBy "$INSTDIR\${LAUNCHER}.new" "$INSTDIR\${LAUNCHER}"
  !insertmacro replaceRunning "$INSTDIR\${CONSOLE_LAUNCHER}.new" "$INSTDIR\${CONSOLE_LAUNCHER}"
  !insertmacro replaceBy "$INSTDIR\uninstall.new" "$INSTDIR\uninstall.exe"
  StrCpy $R5 ""
  Delete "${VERSIONS}\for-everybody"
  ${If} $everybody = 1
    ; Nobody who uses it may go back to another version, so none is kept.
    StrCpy $R5 "--tried"
    FileOpen $0 "${VERSIONS}\for-everybody" w
    FileClose $0
  ${EndIf}
  ExecWait '"$INSTDIR\${LAUNCHER}" --put-in-place ${VERSION} $R5' $R1
  ${If} $R1 <> 0
    Abort
  ${EndIf}
  ${If} $everybody = 1
    StrCpy $R6 "${VERSION}"
    Call removeVersions
  ${EndIf}
FunctionEnd

; Removes all versions and halves of versions but $R6.
Function removeVersions
  FindFirst $0 $1 "${VERSIONS}\*.*"
  ${DoWhile} $1 != ""
    StrCpy $2 $1 5
    ${If} $1 != "$R6"
    ${AndIf} $1 != "."
    ${AndIf} $1 != ".."
      ${If} ${FileExists} "${VERSIONS}\$1\version.txt"
      ${OrIf} $2 == ".new-"
      ${OrIf} $2 == ".old-"
        RMDir /r "${VERSIONS}\$1"
      ${EndIf}
    ${EndIf}
    FindNext $0 $1
  ${Loop}
  FindClose $0
  ClearErrors
FunctionEnd

; A virus scanner or a process that is ending may hold a file for a moment. All of the folder goes, whatever a removal
; that was stopped before has left of it.
Function un.removeVersions
  StrCpy $R3 0
  ${Do}
    RMDir /r "${VERSIONS}"
    ${IfNot} ${FileExists} "${VERSIONS}\*.*"
    ${OrIf} $R3 >= 20
      ${ExitDo}
    ${EndIf}
    Sleep 500
    IntOp $R3 $R3 + 1
  ${Loop}
  ClearErrors
FunctionEnd

!macro removeLauncher
  Delete "${VERSIONS}\state"
  Delete "${VERSIONS}\state.*.tmp"
  Delete "${VERSIONS}\lock"
  Delete "${VERSIONS}\for-everybody"
  RMDir "${VERSIONS}"
  Delete "$INSTDIR\${LAUNCHER}.new"
  Delete "$INSTDIR\uninstall.new"
  Delete "$INSTDIR\${LAUNCHER}"
  Delete "$INSTDIR\${CONSOLE_LAUNCHER}.new"
  Delete /REBOOTOK "$INSTDIR\${CONSOLE_LAUNCHER}.old"
  Delete /REBOOTOK "$INSTDIR\${CONSOLE_LAUNCHER}"
!macroend

; Takes away what this installer has laid down, so that no half of a product stays. What was there before stays.
Function takeBack
  SetOutPath "$TEMP"
  RMDir /r "${NEW}"
  ${IfNot} ${FileExists} "${VERSIONS}\state"
    RMDir /r "${OWN}"
    Delete "$INSTDIR\uninstall.exe"
    !insertmacro removeLauncher
  ${ElseIf} ${FileExists} "${ASIDE}\version.txt"
  ${AndIfNot} ${FileExists} "${OWN}\version.txt"
    Rename "${ASIDE}" "${OWN}"
  ${EndIf}
  RMDir "$INSTDIR"
FunctionEnd
