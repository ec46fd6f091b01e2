module regie/tools

go 1.26
