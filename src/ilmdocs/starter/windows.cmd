@echo off
rem Opens ilmdocs in the browser. Written by "ilmdocs starter"; a double-click is enough.
setlocal EnableExtensions DisableDelayedExpansion
chcp 65001 >nul
title ilmdocs
rem From a network drive, pushd gives the folder a letter for as long as this window is open.
pushd "%~dp0" || goto nofolder
set "PYTHONUTF8=1"
rem Not below AppData: what the Python of the Microsoft Store writes there, other programs do not see.
set "PLACE=%USERPROFILE%\.ilmdocs\program"
set "NEWENOUGH=import sys; sys.exit(sys.version_info < (3, 11))"
set "WHEEL="
for %%F in (ilmdocs-*.whl) do set "WHEEL=%%~nxF"

rem The ilmdocs that wrote this folder, if this is still the same computer.
set "PY={{PYTHON}}"
if not defined PY goto setup_before
if not exist "%PY%" goto setup_before
"%PY%" -c "import ilmdocs" >nul 2>nul
if not errorlevel 1 goto start

:setup_before
rem What an earlier start set up, unless a newer version lies here now.
set "PY=%PLACE%\Scripts\python.exe"
if not exist "%PY%" goto setup
if defined WHEEL if not exist "%PLACE%\%WHEEL%.installed" goto setup
"%PY%" -c "import ilmdocs" >nul 2>nul
if not errorlevel 1 goto start

:setup
if not defined WHEEL goto nowheel
set "FOUND="
py -3 -c "%NEWENOUGH%" >nul 2>nul
if not errorlevel 1 set "FOUND=py"
if defined FOUND goto found
python -c "%NEWENOUGH%" >nul 2>nul
if not errorlevel 1 set "FOUND=python"
if defined FOUND goto found
uv --version >nul 2>nul
if not errorlevel 1 set "FOUND=uv"
if not defined FOUND goto nopython

:found
echo.
echo   ilmdocs is being set up. This happens once, needs the internet
echo   and takes a few minutes. Please leave this window open ...
echo.
if "%FOUND%"=="py" py -3 -m venv --clear "%PLACE%"
if "%FOUND%"=="python" python -m venv --clear "%PLACE%"
if "%FOUND%"=="uv" uv venv --quiet --clear --python 3.12 "%PLACE%"
if errorlevel 1 goto notsetup
if "%FOUND%"=="uv" goto with_uv
"%PY%" -m pip install --quiet --disable-pip-version-check ".\%WHEEL%"
if errorlevel 1 goto notsetup
goto setup_done
:with_uv
uv pip install --quiet --python "%PY%" ".\%WHEEL%"
if errorlevel 1 goto notsetup
:setup_done
echo %WHEEL%>"%PLACE%\%WHEEL%.installed"

:start
echo.
echo   ilmdocs opens in your browser in a moment.
echo.
echo   Keep this window open while you work. To finish, close it.
echo.
"%PY%" -m ilmdocs web %*
set "CODE=%ERRORLEVEL%"
if "%CODE%"=="0" goto leave
if "%CODE%"=="130" goto leave
echo.
echo   ilmdocs has stopped. The lines above say why and what to do.
goto stay

:nofolder
echo.
echo   This folder cannot be opened. Copy it to your Desktop or to Documents
echo   and double-click "Start ilmdocs" there.
set "CODE=5"
goto stay_here

:nowheel
echo.
echo   This folder holds no ilmdocs that could be set up, and the one that it
echo   was made with is not on this computer.
echo.
echo   If you opened it inside a ZIP file: right-click the ZIP file, choose
echo   "Extract All", and double-click "Start ilmdocs" in the new folder.
echo   Otherwise ask whoever gave it to you for a folder that was made with
echo   the option --wheel.
set "CODE=4"
goto stay

:nopython
echo.
echo   Python is missing on this computer; ilmdocs needs it. It is free.
echo.
echo   1. Open the Microsoft Store, search for  Python 3.12  and choose "Get".
echo   2. When it is there, double-click "Start ilmdocs" again.
echo.
echo   Without the Store: https://www.python.org/downloads/windows/
set "CODE=4"
goto stay

:notsetup
echo.
echo   ilmdocs could not be set up; the lines above say why.
echo.
echo   Mostly the internet cannot be reached, or the disk is full. Then
echo   double-click "Start ilmdocs" again. If it happens again, send these
echo   lines to whoever gave you this folder.
set "CODE=5"

:stay
popd
:stay_here
echo.
pause
endlocal & exit /b %CODE%

:leave
popd
endlocal & exit /b 0
