spec_version = "0.7.0"
/* a model with a
   diagram */
threatmodel "Small" {
  author = "@web"
  description = <<EOT
A small one, with braces { inside.
EOT
  information_asset "documents" {
    information_classification = "Confidential"
  }
  threat "Theft" {
    description = "a \"quoted\" word"
    impacts = ["Confidentiality", "Integrity"]
    control "Guards" { implemented = true }
  }
  data_flow_diagram_v2 "all" {
    external_element "Customer" {}
    trust_zone "Inside" {
      process "Support agent" {}
      data_store "Vector store" { information_asset = "documents" }
    }
    flow "ask" {
      from = "Customer"
      to = "Support agent"
    }
    flow "look up" {
      from = "Support agent"
      to = "Vector store"
    }
  }
}
