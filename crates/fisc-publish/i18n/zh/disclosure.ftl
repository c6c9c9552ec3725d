# 因数据可推断个人情况而不能公布的原因。
# place 为单元格，low、high 为可推知的范围，releases 为合并后可推知的各次公布。
already-public = 由第{ $releases }次公布已可推知{ $place }在{ $low }与{ $high }之间，此后的公布无法收回；确需公布的，在publish.toml的[[already_public]]下填写该位置及理由
exposed = 由第{ $releases }次公布合并可推知{ $place }在{ $low }与{ $high }之间，过于接近；请重新准备本次公布，仍不能解决的，删去各次公布之间的不同之处
exposed-to-insider = { $who }只涉及一人，该人由第{ $releases }次公布可推知{ $place }在{ $low }与{ $high }之间，过于接近；请重新准备本次公布
