# 风险评估的文字说明：每项得分及其构成。

phase-initial = 初始评估
phase-planning = 计划阶段评估
phase-preparation = 准备阶段评估
phase-final = 终结评估

band-high = 高
band-medium = 中
band-low = 低

factor-size = 规模（当年预算；账套中无预算数据的，取当年支付金额）
factor-growth = 预算较上年变动幅度
factor-complexity = 项目和专项数量
factor-earmarked-share = 专项转移支付占比
factor-adjustment = 年中预算调整幅度
factor-past-findings = 以往审计查实金额占预算的比例
factor-unrectified = 以往审计要求整改而未按期完成的比例

result = 风险{ $band }：{ $combined }（固有风险{ $inherent }×控制风险{ $control }）。可接受的检查风险为{ $detection }，细节测试须提供{ $assurance }的保证程度。
floor = 各被审计单位的固有风险均从{ $floor }起算。
point = { $factor }：{ $value }，高于{ $position }的被审计单位；计入{ $adds }（权重{ $weight }）。
unknown = 以下因素情况不明，不计入权重：{ $factors }。
nothing-known = 各项风险因素均情况不明。情况不明不等于安全，固有风险按最高水平认定。
held-word-as-assessed = 与评估一致
held-word-higher = 查出问题更重
held-word-lower = 查出问题更轻

skill-finance = 财政财务
skill-data = 数据分析
skill-procurement = 政府采购与合同
skill-engineering = 工程造价
skill-law = 法律
skill-hours = { $skill }{ $hours }小时

sample = 抽样（{ $test }）检查{ $tested }笔，其中控制失效{ $failed }笔；按偏差率上限{ $rate }计。
among-out = { $test }：共测试{ $units }个单位，本单位明显高于其他单位（最小错误发现率{ $q }，控制水平{ $rate }，采用Benjamini–Hochberg方法）。
among-not = { $test }：共测试{ $units }个单位，本单位未超出偶然波动的范围（最小错误发现率{ $q }，控制水平{ $rate }，采用Benjamini–Hochberg方法）。
no-control = 尚未测试内部控制，不予信赖。
control = { $test }测试{ $tested }笔，其中控制失效{ $failed }笔；按{ $rate }计。
exposure = 至少有一条疑点属实的概率为{ $likelihood }；预期涉及金额{ $expected }。
part = { $method }：疑点{ $leads }条，预计属实比例{ $precision }；涉及金额{ $amount }，预期金额{ $expected }。
outcome = 认定问题{ $findings }个，查实金额{ $confirmed }；应整改{ $due }项，其中{ $overdue }项未按期完成。
held-as-assessed = 初始评估与结果一致：评估为{ $initial }，结果为{ $out }。
held-higher = 查出的问题重于初始评估：评估为{ $initial }，结果为{ $out }。
held-lower = 查出的问题轻于初始评估：评估为{ $initial }，结果为{ $out }。
team = 建议审计组{ $people }人，其中担任过组长的{ $experienced }人，每人{ $days }天。
team-hours = 各专业所需工时：{ $hours }。
