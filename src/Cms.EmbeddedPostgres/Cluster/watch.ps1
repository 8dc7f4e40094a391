# The watcher where there is no POSIX shell: waits until nobody holds in-use.lock any more, stops the server.
param([string] $Data, [string] $PgCtl)

function Open-Alone([string] $Path) {
    while ($true) {
        try {
            return [IO.File]::Open($Path, 'OpenOrCreate', 'ReadWrite', 'None')
        }
        catch [IO.IOException] {
            Start-Sleep -Milliseconds 250
        }
    }
}

$watcher = Open-Alone (Join-Path $Data 'watcher.lock')
[Console]::Out.WriteLine('watching')
[Console]::Out.Flush()
$inUse = Open-Alone (Join-Path $Data 'in-use.lock')
$cluster = Join-Path $Data 'postgres'
& $PgCtl stop -D $cluster -m fast -w -t 3
if ($LASTEXITCODE -ne 0) {
    & $PgCtl stop -D $cluster -m immediate -w -t 1
}
$inUse.Dispose()
$watcher.Dispose()
