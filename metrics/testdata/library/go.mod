module example.org/library

go 1.26.0

require osnova v0.0.0

replace osnova => ../../..
