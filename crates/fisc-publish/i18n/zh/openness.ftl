# 隐去标记及理由。
part-withheld = 〔依{ $code }隐去〕
