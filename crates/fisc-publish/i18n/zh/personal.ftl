# 个人信息的种类、隐去标记、代称和泄露检查的文字。

## 种类

kind-person-id = 身份证号
kind-mobile = 手机号
kind-landline = 固定电话
kind-bank-card = 银行卡号
kind-bank-account = 银行账号
kind-passport = 护照或通行证号
kind-military = 军人证件号
kind-plate = 车牌号
kind-email = 电子邮箱
kind-messenger = 即时通信账号
kind-address = 住址
kind-name = 姓名
kind-sole-trader = 个体工商户信用代码
kind-birth-date = 出生日期
kind-other = 个人信息

## 标记

marker-personal = 〔{ $kind }，涉及个人信息，已隐去〕
marker-takedown = 〔{ $kind }，依撤除决定已隐去〕

## 代称

role-payee = 收款人
role-person = 个人
role-supplier = 供应商
role-bidder = 投标人
role-staff = 经办人员

## 泄露检查

leak = { $path }：{ $place }：{ $kind }（{ $excerpt }）
leak-known = { $path }：{ $place }：{ $kind }，即账套中的个人信息（{ $excerpt }）
unread-damaged = { $path }：{ $place }：文件损坏，无法检查：{ $why }；请重新生成或移出数据包
unread-too-large = { $path }：{ $place }：解压后过大，未检查；请拆分或移出数据包
unread-too-deep = { $path }：{ $place }：压缩文件嵌套过深，未检查；请解开后放入数据包
unread-columns = { $path }：Parquet 数据页可能经过压缩，未检查；请同时提供其各列文本
