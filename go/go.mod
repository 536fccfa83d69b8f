module ferrovirt.org/go/ferrovirt

go 1.24
