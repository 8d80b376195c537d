; A running product is asked to end, as its menu does: its businesses are safe and go on after the next start. What
; another user of this computer runs does not hear of it, but has its program open.

; $R4 becomes 1 if somebody has the file open.
!macro seeHeld FILE
  ${If} ${FileExists} "${FILE}"
    ClearErrors
    FileOpen $R2 "${FILE}" a
    ${If} ${Errors}
      StrCpy $R4 1
    ${Else}
      FileClose $R2
    ${EndIf}
  ${EndIf}
!macroend

!macro endRunning UN
; The launcher lives as long as its product; the other processes of the product have its program open.
Function ${UN}seeRunning
  StrCpy $R4 0
  !insertmacro seeHeld "$R0\${LAUNCHER}"
  !insertmacro seeHeld "$R0\${PROGRAM}"
  FindFirst $R7 $R8 "$R0\versions\*.*"
  ${DoWhile} $R8 != ""
    !insertmacro seeHeld "$R0\versions\$R8\${PROGRAM}"
    FindNext $R7 $R8
  ${Loop}
  FindClose $R7
FunctionEnd

Function ${UN}endRunning
  StrCpy $R0 $INSTDIR
  ${IfNot} ${FileExists} "$R0\${LAUNCHER}"
  ${AndIfNot} ${FileExists} "$R0\${PROGRAM}"
    StrCpy $R0 $older
  ${EndIf}
  ${If} ${FileExists} "$R0\${LAUNCHER}"
    StrCpy $R6 '"$R0\${LAUNCHER}" --quit'
  ${ElseIf} ${FileExists} "$R0\${PROGRAM}"
    StrCpy $R6 '"$R0\${PROGRAM}" ${ARGUMENTS} --quit'
  ${Else}
    Return
  ${EndIf}
  again:
  SetOutPath "$R0"
  ExecWait $R6 $R1
  SetOutPath "$TEMP"
  ; Its other processes end after it.
  StrCpy $R3 0
  ${DoWhile} $R3 < 40
    Call ${UN}seeRunning
    ${If} $R4 = 0
      Return
    ${EndIf}
    Sleep 500
    IntOp $R3 $R3 + 1
  ${Loop}
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(pleaseQuit)" /SD IDCANCEL IDRETRY again
  ${end} ${STILL_RUNNING}
FunctionEnd
!macroend
!insertmacro endRunning ""
!insertmacro endRunning "un."
